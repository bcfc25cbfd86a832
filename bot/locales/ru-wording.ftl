### Суммы, дни, месяцы, сроки.

money-roubles = { $number }{ "\u00A0" }₽
money-thousands = { $number }{ "\u00A0" }тыс.{ "\u00A0" }₽
money-millions = { $number }{ "\u00A0" }млн{ "\u00A0" }₽
money-up-to = до { $sum } { $period }
money-from = от { $sum } { $period }
money-exactly = { $sum } { $period }
money-range = от { $low } до { $high } { $period }
period-once = { "" }
period-month = в месяц
period-year = в год

list-and = { $items } и { $last }

date-day = { $day } { $month }
date-year = { $day } { $year } года
date-today = сегодня
date-in-days = { $days ->
    [1] завтра
    [one] через { $days } день
    [few] через { $days } дня
   *[other] через { $days } дней
}

# «с марта», «30 марта»
month-of = { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}
# «в марте»
month-in = { $month ->
    [1] январе
    [2] феврале
    [3] марте
    [4] апреле
    [5] мае
    [6] июне
    [7] июле
    [8] августе
    [9] сентябре
    [10] октябре
    [11] ноябре
   *[12] декабре
}
# «по март», «за март»
month-name = { $month ->
    [1] январь
    [2] февраль
    [3] март
    [4] апрель
    [5] май
    [6] июнь
    [7] июль
    [8] август
    [9] сентябрь
    [10] октябрь
    [11] ноябрь
   *[12] декабрь
}
months-one = в { $month }
months-two = в { $first } и { $last }
months-run = с { $first } по { $last }
months-all = весь год

window-always = открыто всегда
window-until = до { $day } ({ $distance })
window-opens = с { $day } ({ $distance })
window-opens-until = с { $day } до { $closes } (откроется { $distance })
window-usual = обычно { $months }
window-usual-now = обычно { $months }, может быть открыто сейчас
window-unknown = сроки уточни

data-year = по данным { $year } года
data-month = по данным за { $month } { $year } года
data-unknown = год данных неизвестен
data-paper = { $data } (документ организации)
