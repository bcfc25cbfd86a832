### The path: why a step is there, what to check. Codes come from bot/path/telling.py; a clause starts in lower case.

path-why-needs = даёт то, что нужно: { $needs }
path-why-topics = { $who ->
    [you] про твоё: { $topics }
   *[other] по теме: { $topics }
}
path-why-stage = { $stage ->
    [idea] подходит, когда есть только идея
    [prototype] подходит, когда уже есть первые пробы
   *[running] подходит, когда проект уже работает
}
path-why-words = близко к тому, чего { $who ->
    [he] ему хочется
    [she] ей хочется
    [you] тебе хочется
   *[neutral] хочется
}
path-why-unlocks = открывает дорогу дальше: { $measures }

path-check-dates = когда принимают заявки, неизвестно: уточни сроки
path-check-selection = получится, если { $who ->
    [you] пройдёшь отбор
   *[other] пройти отбор
}: { $measures }
path-check-birthday = по возрасту лучше успеть до дня рождения
path-check-doubtful = данные ненадёжные: сначала проверь на сайте
path-check-stale = данные старые: проверь на сайте

## Why the step stands and not another measure: a clause after «{ measure } — »

path-rival-covers = без этого шага останется пустым: { $needs }
path-rival-topics = дальше от темы
path-rival-words = дальше от того, чего хочется
path-rival-needs = закрывает меньше из того, что нужно
path-rival-stage = меньше подходит к этому этапу
path-rival-sure = это положено не всем, кто подходит
path-rival-audience = не так точно по возрасту
path-rival-surer = туда пускают только после отбора
path-rival-doubtful = мало надёжных данных
path-rival-undated = когда туда принимают, неизвестно
path-rival-far = это далеко
path-rival-distant = ждать дольше года
path-rival-debt = эти деньги придётся вернуть
path-rival-either = это почти то же самое, взять можно что-то одно
path-rival-fits = подходит чуть хуже
path-rival-enough = вместе с другими шагами добавит меньше
path-rival-sum = денег оттуда можно ждать меньше
path-rival-earlier = там начинать позже
path-rival-easier = там больше работы
path-rival-local = это общая программа на всю страну, а не рядом
path-rival-even = ничем не хуже, можно взять и это

## Why a measure is not in the path: a clause

path-not-in-path = уже в пути
path-not-done = этот шаг уже пройден
path-not-have = это уже есть
path-not-refused = не подошло
path-not-gone = больше нет в каталоге
path-not-shut = не сочетается с тем, что уже есть
path-not-unfit = { $reason }
path-not-unknown = пока не знаем, подойдёт ли
path-not-no-need = про другое, а не про то, что нужно
path-not-field = для другого дела или другого этапа
path-not-closed = в ближайшие полтора года не успеть
path-not-locked = { $reason }
path-not-instead = не сочетается с «{ $measures }»
path-not-busy = в эти месяцы не хватит часов
path-not-long-way = сначала нужно пройти отбор в другом месте
path-not-enough = { $needs }: в пути уже есть шаги лучше

## What changed since the last path: one sentence

path-change = Что изменилось: { $clauses }.
path-change-gone = убрали «{ $measure }» ({ $why })
path-change-more = { $count ->
    [one] и ещё { $count } шаг
    [few] и ещё { $count } шага
   *[many] и ещё { $count } шагов
}
path-change-new = { $count ->
    [one] добавили { $measures }
    [few] добавили новое: { $measures }
   *[many] добавили новое: { $measures }
}
path-change-moved = { $more ->
    [0] «{ $measure }» теперь на { $month }
   *[other] «{ $measure }» теперь на { $month }, у других шагов тоже сдвинулись сроки
}

## The table of `consultant plan`

plan-title = Твой путь на { $day }
plan-when = когда
plan-measure = мера
plan-why = почему
plan-check = что проверить
plan-months = { $start } — { $finish }
plan-expected = обычно { $start } — { $finish }
plan-undated = сроки уточни
plan-nothing-near = Пока ничего не подошло. Добавь интересы, то, чего не хватает, или часы, и спроси ещё раз.
plan-nothing = Пока ничего не подошло, но это можно поправить: вот что совсем рядом.
plan-almost = Почти твоё: { $measure } — { $missing }
