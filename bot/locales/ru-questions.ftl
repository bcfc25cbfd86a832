### Questions on the way to a path

path-ask-needs-topics = Чего ты хочешь и чего для этого не хватает? Напиши как есть, например: «хочу открыть гончарную мастерскую, нет денег на печь». Или отметь, чего не хватает.
path-ask-age-place-occupation = Расскажи о себе: сколько тебе лет, где живёшь, учишься или работаешь? Например: «17, Шадринск, учусь в колледже». Или просто нажми возраст.
path-ask-age-place = Сколько тебе лет и где ты живёшь? Например: «17, Шадринск». Или просто нажми возраст.
path-ask-age-occupation = Сколько тебе лет, учишься или работаешь? Например: «17, учусь в колледже». Или просто нажми возраст.
path-ask-place-occupation = Где ты живёшь, учишься или работаешь? Например: «Шадринск, учусь в колледже».
path-ask-needs = Чего тебе сейчас не хватает? Отметь всё важное или напиши своими словами.
path-ask-age = Сколько тебе лет? Нажми или напиши.
path-ask-place = Где ты живёшь? Напиши город, район или село.
path-ask-topics = Что тебе интересно? Отметь одну тему или несколько. Можно написать словами.
path-ask-stage = Есть ли у тебя своё дело или проект?
path-ask-hours = Сколько часов в месяц у тебя на это есть?
path-ask-project = Есть ли у тебя своё дело или проект? И сколько часов в месяц у тебя на это есть? Отметь и то и другое.
path-ask-occupation = Чем ты занимаешься? Отметь всё, что подходит.
path-ask-checklist = { $who ->
    [he] Что из этого про него?
    [she] Что из этого про неё?
    [neutral] Что из этого подходит?
   *[you] Что из этого про тебя?
} Нажми номера, потом «Готово».
path-ask-situation = Теперь личное. Отвечать не обязательно. Спрашиваю, потому что от этого зависит: { $measures }. Что из этого про тебя?
path-ask-personal = Дальше личное. Отвечать не обязательно. Спрашиваю, потому что от этого зависит: { $measures }.

path-some-measures = подойдут ли тебе некоторые меры
path-left = { $count ->
    [one] Остался примерно { $count } вопрос.
    [few] Осталось примерно { $count } вопроса.
   *[many] Осталось примерно { $count } вопросов.
}
path-left-last = Осталось совсем немного.
path-not-understood = Не понял. Нажми кнопку или скажи другими словами.
path-first-fit = Уже вижу, что подходит: { $title }.

path-occupation-school = Учусь в школе
path-occupation-college = В колледже
path-occupation-university = В вузе
path-occupation-postgraduate = В аспирантуре
path-occupation-employed = Работаю
path-occupation-unemployed = Ищу работу
path-occupation-self-employed-status = Самозанятость
path-occupation-sole-proprietor-status = Своё ИП
path-stage-idea = Есть идея
path-stage-prototype = Уже пробую
path-stage-running = Уже работает
path-stage-none = Проекта нет
path-hours = { $hours } ч в месяц

button-path-more = Ещё варианты
button-path-done = Готово
button-path-none = Ничего из этого
button-path-skip = Не знаю
button-path-show = Хватит, покажи
