# Слова самой страницы чата: все ключи site-* попадают в неё, число в $count подставляет она сама.
site-own-name = Консультант
site-title = { $organisation } · ИИ-помощник
site-organisation = { $organisation }
site-role = ИИ-помощник
site-role-about = Отвечает программа, а не человек
site-talk = Разговор
site-talk-scroll = Сообщения, прокручивай стрелками
site-noscript = Чтобы поговорить со мной, включи в браузере JavaScript и обнови страницу.
site-loading = Открываю разговор… Если ничего не происходит, обнови страницу или браузер.
site-input = Твоё сообщение
site-input-placeholder = Напиши, что ищешь…
site-input-keys = Enter отправляет сообщение, Shift и Enter начинают новую строку.
site-send = Отправить
site-notice = Я программа и могу ошибаться: важное сверяй по ссылкам. Не пиши паспортные данные.

site-author-me = Ты:
site-author-bot = Помощник:
site-choices = Что можно ответить
site-new-tab = (откроется в новой вкладке)
site-typing = Помощник печатает
site-checking = Проверяю условия…
site-planning = Строю путь…
site-newer = К последним сообщениям
site-today = Сегодня
site-yesterday = Вчера

site-waiting = отправляю…
site-failed = Не отправилось.
site-again = Отправить ещё раз
site-offline = Нет связи. Подключусь сам, твои слова не пропадут.
site-slow-down = Слишком много сообщений подряд. Немного подожду и отправлю сам.
site-left = Осталось знаков: { $count }
site-too-long = Это слишком длинно: { $count } знаков, а я читаю до { $limit }. Сократи или раздели на части. Текст остался в поле.
site-too-heavy = Это слишком длинно. Сократи или раздели на части. Текст остался в поле.

site-clear = Очистить историю на этом устройстве
site-clear-short = Очистить
site-clear-question = Очистить историю?
site-clear-about = Сообщения пропадут с этого устройства, вернуть их нельзя. Данные, которые я храню с твоего согласия, останутся: их удаляет команда /delete.
site-clear-yes = Очистить
site-clear-no = Оставить
site-forgotten = Разговор удалён с этого устройства. Напиши мне, и начнём заново.
