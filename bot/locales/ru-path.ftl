### The path: why a step is there, what to check. Codes come from bot/path/telling.py; a clause starts in lower case.

path-why-needs = даёт то, что тебе нужно: { $needs }
path-why-topics = про твоё: { $topics }
path-why-stage = { $stage ->
    [idea] подходит, когда есть только идея
    [prototype] подходит, когда уже пробуешь
   *[running] подходит, когда проект уже работает
}
path-why-words = близко к тому, что тебе хочется
path-why-unlocks = открывает дорогу дальше: { $measures }

path-check-dates = когда принимают заявки, неизвестно: уточни сроки
path-check-selection = получится, если пройдёшь отбор: { $measures }
path-check-birthday = по возрасту лучше успеть до дня рождения
path-check-doubtful = данные ненадёжные: сначала проверь на сайте
path-check-stale = данные старые: проверь на сайте

## The table of `consultant plan`

plan-title = Твой путь на { $day }
plan-when = когда
plan-measure = мера
plan-why = почему
plan-check = что проверить
plan-months = { $start } — { $finish }
plan-expected = обычно { $start } — { $finish }
plan-undated = сроки уточни
plan-nothing = Пока ничего не подошло, но это можно поправить: вот что совсем рядом.
plan-almost = Почти твоё: { $measure } — { $missing }
