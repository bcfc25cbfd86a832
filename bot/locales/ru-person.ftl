### Человек: вопросы, «обо мне», согласия, данные.

## Что поняли из слов

learned-kept = Запомнил: { $facts }.
learned-once = Понял: { $facts }. Без твоего согласия помню это только на один ответ.
learned-child = Понял: { $facts }. Тебе нет 14, поэтому я ничего о тебе не храню. Зато искать и рассказывать могу сколько угодно.

fact-age = { $age ->
    [one] { $age } год
    [few] { $age } года
   *[other] { $age } лет
}
fact-birth-year = год рождения { $year }
fact-birth-date = дата рождения { $day }
fact-place = { $place } ({ $region })
fact-student = { $who ->
    [you] учишься в колледже или вузе
   *[other] учится в колледже или вузе
}
fact-no-study = { $who ->
    [you] не учишься
   *[other] не учится
}
fact-no-work = { $who ->
    [you] не работаешь
   *[other] не работает
}
fact-citizen = гражданство России есть
fact-no-citizen = гражданства России нет
fact-goal = цель: «{ $goal }»
fact-needs = нужно: { $words }
fact-topics = интересно: { $words }
fact-hours = часов в месяц: { $hours }
fact-has = уже есть: { $measure }
fact-not = нет: { $fact }
status-school = { $who ->
    [you] учишься в школе
   *[other] учится в школе
}
status-college = { $who ->
    [you] учишься в колледже
   *[other] учится в колледже
}
status-university = { $who ->
    [you] учишься в вузе
   *[other] учится в вузе
}
status-postgraduate = { $who ->
    [you] учишься в аспирантуре или ординатуре
   *[other] учится в аспирантуре или ординатуре
}
status-employed = { $who ->
    [you] работаешь
   *[other] работает
}
status-unemployed = { $who ->
    [you] ищешь работу
   *[other] ищет работу
}
status-self-employed = самозанятость
status-sole-proprietor = ИП
status-farmer = { $who ->
    [you] ведёшь ферму или хозяйство
   *[other] ведёт ферму или хозяйство
}
status-teacher = { $who ->
    [you] работаешь педагогом
   *[other] работает педагогом
}
status-doctor = { $who ->
    [you] работаешь медиком
   *[other] работает медиком
}
status-scientist = { $who ->
    [you] занимаешься наукой
   *[other] занимается наукой
}
status-athlete = { $who ->
    [you] занимаешься спортом
   *[other] занимается спортом
}
status-parent = { $who ->
    [you] растишь или ждёшь ребёнка
   *[other] растит или ждёт ребёнка
}
status-large-family = в семье трое детей или больше
status-young-family = молодая семья
status-orphan = статус сироты
status-disabled = инвалидность или ОВЗ
status-veteran = участие в СВО или боевых действиях
status-svo-family = семья участника СВО

## Вопросы

question-age = Сколько тебе лет? Нажми или напиши. От возраста зависит, что тебе подходит.
question-why = Чтобы подбирать точнее: почти у каждой меры есть правила по возрасту, месту и занятию. Отвечать не обязательно, можно пропустить.
question-place-again = Не понял, где это. Напиши город, район или область или нажми «Пропустить».
question-age-again = Не понял возраст. Напиши числом, например «17», или нажми «Пропустить».
question-age-exactly = По году не скажу точно. Сколько тебе сейчас полных лет?
question-place = Где ты живёшь? Напиши город, район или село. Многие меры действуют только в своём регионе.
question-study = Где ты учишься?
question-study-again = Не понял. Нажми кнопку или напиши, например: «учусь в колледже».
question-work = Работаешь? Нажми то, что подходит.
question-work-again = Не понял. Нажми кнопку или напиши, например: «ищу работу».
question-known = Сейчас у меня записано: { $fact }.
place-is-it = Правильно понял, это { $place }?
place-unknown = Не нашёл у себя места «{ $place }». Напиши район или область. Или нажми «Записать так»: тогда покажу меры, которые действуют по всей России.
place-federal-only = По региону { $region } своих мер я пока не знаю, зато меры для всей России тебе доступны.
button-place-other = Записать так
button-forget = Забыть это
button-study-school = Школа
button-study-college = Колледж
button-study-university = Вуз
button-study-postgraduate = Аспирантура
button-study-none = Не учусь
button-work-employed = Работаю
button-work-unemployed = Ищу работу
button-work-self-employed = Самозанятость
button-work-sole-proprietor = Своё ИП
button-work-none = Пока не работаю

## Обо мне

profile-known = { $who ->
    [you] Вот что я о тебе знаю:
   *[other] Вот что я знаю о том, для кого ищем:
}
profile-done = Готово, теперь подберу точнее. Вот что я знаю:
profile-empty = Пока я ничего о тебе не знаю. Расскажи, что хочешь: нажми кнопку или напиши.
profile-no-consent = Я ничего о тебе не храню. Могу запоминать возраст, место и занятия, чтобы не спрашивать каждый раз, но для этого нужно твоё согласие.
profile-line-age = возраст: { $fact }
profile-line-place = место: { $fact }
profile-line-study = учёба: { $fact }
profile-line-work = работа: { $fact }
profile-line-others = ещё: { $facts }
profile-forgot = Готово, забыл.
button-edit-age = Возраст
button-edit-place = Место
button-edit-study = Учёба
button-edit-work = Работа
button-facts = Остальное

facts-title = Вот что ещё я знаю. Нажми номер, чтобы поправить или забыть.
fact-one = Вот что я знаю: { $fact }.
fact-learned = { $fact } ({ $how }, { $day })
fact-changed = Готово, исправил.
button-facts-more = Дальше
button-fact-edit = Изменить
button-fact-not = Это не так

## Согласия

consent-why = Чтобы запоминать то, что ты о себе рассказываешь, нужно твоё согласие. Прочитай, это недолго. Без согласия тоже можно искать и смотреть меры.
consent-processing-title = **Согласие на обработку данных**
consent-mailings-title = **Согласие на сообщения о новых мерах**
consent-thanks = Спасибо! Передумаешь: команда /privacy, и я всё забуду.
consent-refused = Хорошо, ничего не запоминаю. Искать и смотреть меры можно и так: просто напиши, чего хочешь.
consent-postponed = Хорошо. Что уже записано, остаётся, а нового пока не запоминаю. Решить можно в любой момент командой /privacy.
consent-withdrawn = Согласие отозвано. Всё, что я о тебе помнил, стёрто. Искать и смотреть меры можно по-прежнему.
consent-changed = Кстати, текст согласия обновился. Посмотри и реши заново.
consent-outdated = Пока ты читаешь, текст обновился. Вот новый.
child-welcome = Тебе нет 14, поэтому я ничего о тебе не запоминаю. Зато искать и рассказывать могу. Пиши возраст прямо в вопросе, например: «мне 13, хочу на форум». Тогда покажу, что можно уже сейчас, а что откроется с 14 лет. Заявки лучше подавать вместе с родителями.
mailings-on = Ты получаешь сообщения о новых мерах. Отключить?
mailings-agreed = Готово! Буду писать о новых мерах, не чаще раза в день. Отключить можно командой /privacy.
mailings-refused = Хорошо, сам писать не буду.
button-consent = Дать согласие
button-agree-processing = Мне есть 14, разрешаю
button-agree-mailings = Разрешаю писать мне
button-refuse = Не сейчас
button-under-fourteen = Мне нет 14
button-withdraw = Отозвать согласие
button-mailings = Сообщать о новых мерах
button-mailings-off = Не присылать новое

## Данные

privacy-title = **Твои данные**
privacy-link = Политика целиком: { $link }
privacy-how-chosen = Как я подбираю меры: сравниваю твои ответы с правилами каждой меры. Решают правила, а не догадки.
privacy-standing = Согласие на обработку данных: { $processing }. Сообщения о новых мерах: { $mailings }.
privacy-given = есть
privacy-not-given = нет
privacy-changed = было, но текст обновился
button-export = Забрать мои данные
button-delete = Удалить всё

export-title = **Всё, что мы о тебе храним**
export-account = Твой номер у нас: { $account }, канал: { $channel }.
export-consents = **Согласия:**
export-consent-given = { $kind }: дано { $at }, редакция { $version }, отпечаток текста { $hash }
export-consent-refused = { $kind }: не дано или отозвано { $at }, редакция { $version }, отпечаток текста { $hash }
export-facts = **О тебе:**
export-fact = { $fact } ({ $how }, { $at })
export-value = { $key }: { $value }
export-key-age = возраст
export-key-birth-year = год рождения
export-key-birth-date = дата рождения
export-key-region = регион
export-key-municipality = город или район
export-key-citizenship-ru = гражданство России
export-key-apply-as = кем подаёшь
export-key-needs = чего не хватает
export-key-topics = темы
export-key-stage = стадия
export-key-goal = цель
export-key-hours-per-month = часов в месяц
export-key-has = уже есть
origin-said = с твоих слов
origin-chosen = по кнопке
origin-inferred = вывод из других ответов
export-saved = **Мои меры:**
export-saved-line = { $title } (с { $at })
export-nothing = Ничего.
export-rest = Ещё храню, на каком экране мы остановились. Сами сообщения стираю, как только ответил.

delete-sure = Удалить всё, что я о тебе храню? Сотрётся профиль, «мои меры» и весь наш разговор у меня. Останется только отпечаток согласия без имени: он нужен по закону. Вернуть будет нельзя.
delete-kept = Хорошо, ничего не удаляю.
delete-done = Готово, я тебя забыл. Если захочешь начать заново, просто напиши. Удачи тебе!
button-delete-yes = Да, удалить всё
button-delete-no = Нет, оставить
