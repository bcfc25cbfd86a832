### Сотрудники: список, приглашения, общие входящие, журнал. Тревогу и входящие видят только сотрудники.

## Список

staff-title = **Сотрудники**
staff-member = { $name }, { $role }, { $channel }
staff-member-me = { $member } (это ты)
staff-member-silent = { $member }. ⚠️ Сигналы о беде сюда не дойдут: пусть напишет боту хоть слово.
staff-nameless = номер { $account }
staff-role-owner = владелец
staff-role-editor = редактор
staff-channel-telegram = Telegram
staff-channel-vk = VK
staff-channel-web = сайт
staff-channel-console = терминал
staff-channel-unknown = канал неизвестен
staff-help = Ты здесь ещё и сотрудник, поэтому для тебя есть /inbox (общие входящие), /staff (кто работает) и /log (кто что делал).
staff-gone = Этого человека в списке уже нет.
staff-owners-only = Список меняют только владельцы. Попроси кого-то из них.
staff-fixed = Этого владельца записали в настройках сервера, из чата его не убрать. Это сделает тот, кто ведёт сервер.
staff-last-owner = Это последний владелец. Сначала пригласи другого, иначе некому будет вести список.
staff-remove-sure = Убрать из сотрудников: { $name }? Команды сразу перестанут работать, старые кнопки тоже. Приглашения от этого человека сгорят.
staff-leave-sure = Точно уходишь? Команды для сотрудников сразу перестанут работать, вернуться можно только по новому приглашению.
staff-removed = Готово: { $name } больше не в списке.
staff-left = Готово, ты больше не сотрудник. Спасибо тебе за помощь! Всё остальное работает как раньше.
staff-kept = Хорошо, список остаётся как есть.
staff-invites-open = { $count ->
    [one] Ждёт ответа { $count } приглашение.
    [few] Ждут ответа { $count } приглашения.
   *[other] Ждут ответа { $count } приглашений.
}
button-staff-list = Сотрудники
button-staff-invite = Пригласить
button-staff-uninvite = Отменить приглашения
button-staff-leave = Уйти из сотрудников
button-staff-leave-yes = Да, ухожу
button-staff-remove = Убрать из сотрудников
button-staff-remove-yes = Да, убрать
button-staff-more = Дальше
button-staff-log = Журнал

## Приглашения

staff-invite-role = Кого зовём? Редактор разбирает входящие. Владелец ещё и меняет список сотрудников.
staff-invite-name = Как записать человека в списке? Напиши имя, его увидят только сотрудники.
staff-invite-name-long = Нужно имя покороче: до { $count } букв. Напиши ещё раз.
staff-invite-done = Приглашение готово: { $name }, { $role }. Перешли его лично. Оно сработает один раз и только сутки.
staff-invite-link = { $channel }: { $link }
staff-invite-typed =
    Или пусть отправит боту такие слова:
    { $words }
staff-invites-many = { $count ->
    [one] Уже ждёт ответа { $count } приглашение, больше пока нельзя. Подожди сутки или отмени его.
    [few] Уже ждут ответа { $count } приглашения, больше пока нельзя. Подожди сутки или отмени их.
   *[other] Уже ждут ответа { $count } приглашений, больше пока нельзя. Подожди сутки или отмени их.
}
staff-invites-cancelled = Готово, все приглашения отменены. Старые ссылки не сработают.
staff-joined = Готово, теперь ты здесь { $role }! Что тебе доступно: /inbox (общие входящие), /staff (кто работает), /log (кто что делал). Если кому-то срочно нужна помощь, напишу тебе сразу.
staff-join-gone = Это приглашение не сработает: им уже воспользовались, его отменили или прошли сутки. Попроси новое у того, кто тебя звал.
staff-join-own = Это твоё же приглашение. Перешли его тому, кого зовёшь.
staff-join-already = Ты уже в списке. Приглашение осталось целым: перешли его тому, кому оно нужно.
staff-join-wait = Слишком много неверных приглашений подряд. Подожди десять минут и попробуй ещё раз.
staff-join-elsewhere = Приглашения работают только в Telegram и VK. Открой ссылку там.
button-staff-editor = Редактор
button-staff-owner = Владелец

## Общие входящие

staff-inbox-title = **Входящие**
staff-inbox-empty = Во входящих пусто: всё спокойно. 🌿
staff-count-crisis = Сигналы о беде: { $count }
staff-count-channel = Не работают каналы: { $count }
staff-count-dead = Без ответа: { $count }
staff-count-report = Ошибки в мерах: { $count }
staff-line-crisis = Сигнал о беде ({ $about })
staff-line-channel = Не работает канал: { $about }
staff-line-dead = Сообщение без ответа ({ $about })
staff-line-report = Ошибка: { $about }
staff-item-crisis = Сигнал о беде ({ $about })
staff-item-channel = **Не работает канал: { $about }**
staff-item-channel-says = Что он говорит о себе: { $state }. Когда заработает, это закроется само. Подробности покажет команда consultant doctor на сервере.
staff-item-dead = **Сообщение без ответа** ({ $about })
staff-item-dead-failed = Ответить не получилось: программа дважды споткнулась. Человек увидел извинение.
staff-item-dead-crashed = Ответить не получилось: программа на нём падала, поэтому отложила его.
staff-item-dead-unreadable = Его не получилось прочитать: платформа прислала что-то непонятное.
staff-item-dead-many-unreadable = { $count ->
    [one] И ещё { $count } такое же: не получилось прочитать.
    [few] И ещё { $count } таких же: не получилось прочитать.
   *[other] И ещё { $count } таких же: не получилось прочитать.
}
staff-item-dead-refused = Ответ до человека не дошёл: платформа его не приняла.
staff-item-dead-given-up = Ответ до человека не дошёл: отправить его долго не получалось.
staff-item-dead-unknown = Дошёл ли ответ до человека, непонятно: связь прервалась, когда он уходил. Ещё раз не отправляю, чтобы он не пришёл дважды.
staff-item-dead-many-undelivered = { $count ->
    [one] И ещё { $count } ответ не дошёл до человека.
    [few] И ещё { $count } ответа не дошли до людей.
   *[other] И ещё { $count } ответов не дошли до людей.
}
staff-dead-undelivered = Отправить ещё раз нельзя: сам ответ уже стёрт. Если человек напишет снова, отвечу. Покажи это тому, кто ведёт сервер, потом закрой.
staff-dead-unreadable = Повторять нет смысла. Покажи это тому, кто ведёт сервер: похоже, платформа что-то поменяла. Потом закрой.
staff-dead-retry = Можно попробовать ещё раз. Если получится, ответ уйдёт человеку сам.
staff-dead-gone = Само сообщение уже стёрто, остаётся только закрыть.
staff-item-report = **Ошибка: { $about }**
staff-times = { $count ->
    [one] { $count } раз
    [few] { $count } раза
   *[other] { $count } раз
}
staff-item-times = Об этом написали { $times }.
staff-item-when = Пришло: { $age }.
staff-item-closed = С этим уже разобрались.
staff-item-done = Закрыто, спасибо!
staff-item-again = Хорошо, пробую ответить ещё раз. Если снова не выйдет, оно вернётся во входящие.
staff-age-fresh = меньше часа назад
staff-age-hours = { $count ->
    [one] { $count } час назад
    [few] { $count } часа назад
   *[other] { $count } часов назад
}
staff-age-days = { $count ->
    [one] { $count } день назад
    [few] { $count } дня назад
   *[other] { $count } дней назад
}
button-staff-inbox = Входящие
button-staff-close = Закрыть
button-staff-retry = Попробовать ещё раз
button-staff-card = Открыть карточку

staff-push-fails = ⚠️ Больше пяти минут не отвечает { $channel }. Там люди пока ждут, но их сообщения не потеряются. Подробности есть во входящих.
staff-push-well = ✅ Снова работает { $channel }. Всё, что ждало ответа, уже разбираю.

## Сигнал о беде

staff-crisis =
    🆘 **Похоже, кому-то плохо или грозит беда**
    Где: { $channel }. Когда: { $at }.
staff-crisis-more = { $count ->
    [one] И ещё { $count } сигнал о беде ждёт во входящих.
    [few] И ещё { $count } сигнала о беде ждут во входящих.
   *[other] И ещё { $count } сигналов о беде ждут во входящих.
}
staff-crisis-how = Слов человека я не передаю. Телефоны помощи он уже получил. Напиши бережно, не дави и не ругай. Если опасность прямо сейчас, звони 112.
staff-reach-link = Связаться: { $link }
staff-reach-open = открыть переписку
staff-reach-number = Это пользователь Telegram, номер { $account }. Открыть переписку может сотрудник, который сам в Telegram: попроси его.
staff-reach-none = Написать первым туда нельзя. Если человек напишет снова, ему опять подскажут, куда звонить.
staff-reach-forgotten = Кто это был, уже не хранится.

## Журнал

staff-log-title = **Журнал**
staff-log-empty = В журнале пока пусто.
staff-log-terminal = командная строка
staff-log-line = { $at }, { $who }: { $what }
staff-log-invited-editor = приглашение редактору, { $about }
staff-log-invited-owner = приглашение владельцу, { $about }
staff-log-cancelled-invites = все приглашения отменены
staff-log-joined-editor = теперь редактор
staff-log-joined-owner = теперь владелец
staff-log-added-editor = в списке новый редактор, { $about }
staff-log-added-owner = в списке новый владелец, { $about }
staff-log-removed = больше не в списке: { $about }
staff-log-left = больше не в списке (по своему желанию)
staff-log-closed-crisis = закрыт сигнал о беде
staff-log-closed-dead = закрыто сообщение без ответа
staff-log-closed-report = закрыта ошибка: { $about }
staff-log-closed-channel = закрыта запись о канале { $about }
staff-log-retried = ещё одна попытка ответить на сообщение

## Что об этом знает сам человек

export-staff = **О тебе у сотрудников:**
export-alarm = { $at }: сотрудники узнали, что тебе может быть нужна помощь. Твоих слов у них нет.
delete-staff = Ещё ты перестанешь быть сотрудником: вернуться можно только по новому приглашению. Журнал того, что сделано для работы, останется.
