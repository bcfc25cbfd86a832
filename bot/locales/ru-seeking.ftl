## Для кого ищем: не для себя

export-key-seeking-for = для кого ищем
seeking-for-son = ищем для сына
seeking-for-daughter = ищем для дочки
seeking-for-child = ищем для ребёнка
seeking-for-him = ищем для него
seeking-for-her = ищем для неё
seeking-for-another = ищем для близкого человека
seeking-for-group = ищем для ребят
seeking-for-self = ищем для тебя
