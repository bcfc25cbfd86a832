### The path in the talk

path-hello = Соберу путь из лучших мер. Задам несколько коротких вопросов. Любой можно пропустить.
path-child = Путь я собираю с 14 лет. А пока покажу, что открыто сейчас.

## The path in short

path-title = **{ $who ->
    [he] Его путь
    [she] Её путь
    [neutral] Путь
   *[you] Твой путь
}: { $count ->
    [one] { $count } шаг
    [few] { $count } шага
   *[many] { $count } шагов
} на ближайшие полтора года**
path-done = ✓ Сделано: { $titles }
path-under-way = ждём ответа
path-when = в { $month }
path-when-now = можно уже сейчас
path-when-usually = обычно в { $month }
path-when-usually-now = обычно в это время
path-when-undated = сроки уточни
path-apply-by = подай до { $day }
path-result-by = ответ примерно к { $month }
# «к марту»
path-month-by = { $month ->
    [1] январю
    [2] февралю
    [3] марту
    [4] апрелю
    [5] маю
    [6] июню
    [7] июлю
    [8] августу
    [9] сентябрю
    [10] октябрю
    [11] ноябрю
   *[12] декабрю
}
path-if-selected = { $who ->
    [you] если пройдёшь отбор
   *[neutral] если пройти отбор
}
path-loan = это заём, его надо вернуть
path-to-check = есть что проверить
path-total = Сколько денег это может дать за год: { $sums }.
path-total-sure = до { $sum }
path-total-unsure = до { $sum }, если { $who ->
    [you] подойдёшь по условиям
   *[other] подойти по условиям
}
path-total-won = до { $sum } при победе в конкурсе
path-total-capped = Где обещают больше миллиона, столько дают редко, поэтому выше миллиона не считаем.
path-total-monthly = Ежемесячные выплаты посчитаны за 12 месяцев, а платить могут и меньше.
path-bought = Мер, которые дают саму вещь, не нашёл. Но её можно купить на деньги гранта, вот путь к ним.
path-uncovered = Пока не нашёл, чем закрыть: { $needs }. Новые меры появляются часто, загляни через месяц.
path-this-week = **Начни на этой неделе:** { $action }.
path-this-week-early = **Начни на этой неделе:** { $action }. Время есть: сама заявка в { $month }.
path-check-dates-too = Нажми номер, и расскажу, почему этот шаг здесь и что нужно. Суммы и сроки сверь на сайте: они могли поменяться.

path-nothing = Честно: путь пока собрать не из чего. Но это можно поправить.
path-almost = Почти подходит: { $title }. { $missing }.
path-almost-how = Это даёт { $titles }.
path-nothing-else = Что ещё поможет: отметь больше интересов или того, чего не хватает, добавь часов. Скоро откроются и новые меры, загляни через месяц.

path-rest-stays = Остальное осталось как было.

## One step

path-card-title = **Шаг { $number }. { $title }**
path-card-when = **Когда:** { $when }
path-why = **{ $who ->
    [he] Почему это ему
    [she] Почему это ей
    [neutral] Почему именно это
   *[you] Почему это тебе
}:**
path-check = **Проверь:**
# What reasons begin with by themselves
path-check-prefix = проверь:
path-step-gone = Этого шага в пути больше нет: с тех пор путь изменился. Вот он сейчас.
path-step-done = Этот шаг уже сделан. Вот путь сейчас.
path-how-contest = Здорово! Ты про { $title }. Ответ уже есть?
path-how-result = Здорово! Ты про { $title }. Получилось?
path-why-not-for-me = Что не так с шагом { $title }?
path-said-done = Отлично, { $title } сделано!
path-said-waiting = Держу кулаки! { $title }: ждём ответа. Когда придёт, открой этот шаг и расскажи, что решили.
path-said-lost = Жаль, что с { $title } не вышло. Такое бывает у всех, идём дальше.
path-said-unwanted = Понял, { $title } убрал.
path-said-had = Понял, { $title } уже есть.
path-said-busy = Понял, подстроюсь под твоё время.
path-why-this = { $title } подходит больше всего. Вот что ещё могло бы стоять на этом месте:
path-take-other = Если хочешь другое, нажми его номер, и я перестрою путь.
path-only-one = Другого на место { $title } пока нет: остальное закрывает меньше или не подходит. Если этот шаг не твой, нажми «Не для меня», и я перестрою путь.
path-swapped = Готово: вместо { $old } теперь { $new }.

## The rest

path-more = Что сделать с путём?
path-removed = Вот что мы убрали. Нажми, и верну в выбор.
path-brought-back = Вернул: { $title }. Если место найдётся, шаг встанет в путь.
path-share =
    Вот страница с твоим путём: { $link }

    На ней только шаги, месяцы и суммы. Имени и возраста там нет. Её увидит каждый, у кого есть эта ссылка, так что отправляй тем, кому доверяешь. Страница меняется вместе с путём, её можно распечатать.
path-share-closed = Готово, страницы больше нет. Захочешь снова, сделаю новую с другим адресом.
path-share-none = Страницы и нет, закрывать нечего.

button-path = Мой путь
button-path-all = Весь путь
button-path-go-on = Уточнить
button-path-else = Ещё о пути
button-path-share = Показать родителям или наставнику
button-path-unshare = Закрыть страницу
button-path-removed = Вернуть убранное
button-path-did = Сделано
button-path-had = Уже есть
button-path-not-for-me = Не для меня
button-path-other = Другой вариант
button-path-why-this = Почему не другое?
button-path-to-step = К шагу
button-path-got = Да, получилось
button-path-await = Пока жду ответа
button-path-lost = Не дали
button-path-dull = Неинтересно
button-path-busy = Нет времени
button-path-take = Взять { $number }

## What is kept of it, in the export

export-path = **Мой путь:**
export-path-mark = { $title }: { $what } ({ $at })
export-path-done = сделано
export-path-tried = сделано
export-path-waiting = ждём ответа
export-path-lost = не дали
export-path-unwanted = не для меня
export-path-chosen = выбрано вместо другого
export-path-shown = показано: { $titles }
export-path-share = открыта страница для родителей или наставника

## The page for parents or a mentor: it speaks to grown-ups about the one who shares it

shared-title = Путь: меры поддержки по шагам
shared-about = Этот путь собрал ИИ-помощник организации { $organisation }. Здесь шаги, которые подходят тому, кто прислал эту ссылку: за что лучше взяться сначала и что делать потом.
shared-done = Уже сделано: { $titles }
shared-empty = Сейчас в этом пути нет шагов. Скоро откроются новые меры.
shared-when = Когда подавать: { $when }
shared-sum = Сколько: { $sum }
shared-first = С чего начать: { $first }
shared-documents = Документы: { $documents }
shared-official = Официальная страница:
shared-help = Чем можно помочь: вместе прочитать условия, собрать документы и не пропустить срок.
shared-check = Путь составила программа, она может ошибаться. Суммы и сроки сверяйте на официальных страницах.
shared-closed = Этой страницы больше нет: её закрыли или ссылка с ошибкой. Попросите прислать новую.
