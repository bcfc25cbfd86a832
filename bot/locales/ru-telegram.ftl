### Телеграм и то, что добавляют мессенджеры: меню команд, слова над лишними кнопками.

telegram-command-start = Начать сначала
telegram-command-menu = Главное меню
telegram-command-path = Мой путь: план на полтора года
telegram-command-open = Что открыто сейчас
telegram-command-saved = Мои меры
telegram-command-profile = Что ты обо мне знаешь
telegram-command-human = Позвать человека
telegram-command-help = Как со мной говорить
telegram-command-privacy = Данные и согласия
telegram-command-link = Связать аккаунты: здесь, во ВКонтакте и на сайте
telegram-command-staff = Для команды: меню
telegram-command-inbox = Для команды: что ждёт ответа
telegram-command-log = Для команды: что менялось

messenger-more-buttons = Ещё варианты:
messenger-empty = Готово.
