### Why a measure fits or not: the codes of knowledge/condition_reasons.py in words. A reason starts in lower case.

## The verdict itself

verdict-yes = подходит
verdict-unknown = проверь
verdict-no = пока не подходит

## Age

reason-age-yes = подходит по возрасту: { $bounds }, { $person }
reason-age-unknown = проверь возраст: { $bounds }, { $person }
reason-age-unasked = проверь возраст: { $bounds }
reason-age-young = пока рано: { $bounds }, { $person }
reason-age-old = не подходит по возрасту: { $bounds }, { $person }

# Both bounds are inclusive.
reason-age-bounds = { $shape ->
    [from] от { $minimum ->
        [one] { $minimum } года
       *[other] { $minimum } лет
    }
    [to] до { $maximum ->
        [one] { $maximum } года
       *[other] { $maximum } лет
    }
   *[both] от { $minimum } до { $maximum ->
        [one] { $maximum } года
       *[other] { $maximum } лет
    }
}
reason-age-person = { $known ->
    [exactly] тебе { $high }
   *[roughly] тебе { $low } или { $high }
}

## Place

reason-regions-everywhere = подходит по месту: действует по всей России
reason-regions-yes = подходит по месту: { $places }
reason-regions-unknown = проверь, где живёшь: { $count ->
    [one] нужен регион { $places }
   *[other] нужен один из регионов: { $places }
}
reason-regions-no = не подходит по месту: { $count ->
    [one] только для региона { $places }
   *[other] только для регионов: { $places }
}
reason-municipalities-yes = подходит по месту: { $places }
reason-municipalities-unknown = проверь, где живёшь: { $count ->
    [one] нужно это место: { $places }
   *[other] нужно одно из этих мест: { $places }
}
reason-municipalities-no = не подходит по месту: { $count ->
    [one] только для тех, кто живёт здесь: { $places }
   *[other] только для этих мест: { $places }
}

## Citizenship

reason-citizenship-yes = подходит: есть гражданство России
reason-citizenship-unknown = проверь: есть гражданство России
reason-citizenship-no = не подходит: нужно гражданство России

## What the person is

reason-statuses-yes = подходит: { $words }
reason-statuses-unknown = { $count ->
    [one] проверь: { $words }
   *[other] проверь, верно ли хотя бы одно: { $words }
}
reason-statuses-no = { $count ->
    [one] не подходит: есть условие «{ $words }»
   *[other] не подходит: нужно хотя бы одно: { $words }
}

reason-status-study = учишься в { $places }
reason-status-place-school = школе
reason-status-place-college = колледже
reason-status-place-university = вузе
reason-status-place-postgraduate = аспирантуре (ординатуре)
reason-status-employed = работаешь
reason-status-unemployed = ищешь работу
reason-status-self_employed = у тебя самозанятость
reason-status-sole_proprietor = у тебя ИП
reason-status-farmer = ведёшь ферму или сельское хозяйство
reason-status-teacher = работаешь педагогом
reason-status-doctor = работаешь медиком
reason-status-scientist = занимаешься наукой или преподаёшь в вузе
reason-status-athlete = занимаешься спортом и выступаешь на соревнованиях
reason-status-parent = растишь или ждёшь ребёнка
reason-status-large_family = в твоей семье трое детей или больше
reason-status-young_family = у тебя молодая семья (не старше 35 лет)
reason-status-orphan = у тебя статус сироты
reason-status-disabled = у тебя инвалидность или ОВЗ
reason-status-veteran = за плечами СВО или другие боевые действия
reason-status-svo_family = твой близкий — участник СВО

## In which form one applies: all phrases are feminine, for «нужна ...»

reason-applicant-person = подходит: заявку можно подать от своего имени
reason-applicant-yes = подходит: есть { $words }
reason-applicant-unknown = проверь: нужна { $words }
reason-applicant-no = пока нет: нужна { $words }

reason-form-team = команда
reason-form-self_employed = самозанятость
reason-form-sole_proprietor = регистрация ИП
reason-form-company = своя компания
reason-form-ngo = зарегистрированная НКО
reason-form-institution = заявка вместе со школой, вузом, музеем или другим учреждением

## What one must have already: what it is like to have it (after «подходит:» and «проверь:») and to lack it

reason-requires-yes = подходит: { $has }
reason-requires-unknown = проверь: { $has }
reason-requires-no = пока нет: { $needs }

reason-has-esia_account = есть подтверждённая запись на Госуслугах
reason-needs-esia_account = нужна подтверждённая запись на Госуслугах
reason-has-project_passport = есть готовое описание проекта: проблема, люди, план, смета, результат
reason-needs-project_passport = нужно готовое описание проекта: проблема, люди, план, смета, результат
reason-has-business_plan = есть бизнес-план
reason-needs-business_plan = нужен бизнес-план
reason-has-team = есть команда
reason-needs-team = нужна команда
reason-has-completed_training = пройдено обучение основам своего дела (центр «Мой бизнес» или признанные им курсы)
reason-needs-completed_training = нужно обучение основам своего дела (центр «Мой бизнес» или признанные им курсы)
reason-has-social_project_training = пройдены курсы программы «Молодых парламентариев»
reason-needs-social_project_training = нужны курсы программы «Молодых парламентариев»
reason-has-institution = учреждение согласно подать заявку вместе с тобой
reason-needs-institution = нужно учреждение, которое подаст заявку вместе с тобой
reason-has-social_producing = участвуешь в программе социального продюсирования
reason-needs-social_producing = нужно участие в программе социального продюсирования
reason-has-prototype = есть первый результат: образец, пилот или проба
reason-needs-prototype = нужен первый результат: образец, пилот или проба
reason-has-running_project = проект идёт и есть первые результаты
reason-needs-running_project = нужен проект, который уже идёт и даёт первые результаты
reason-has-self_employed_status = оформлена самозанятость
reason-needs-self_employed_status = нужна самозанятость
reason-has-sole_proprietor_status = есть регистрация ИП
reason-needs-sole_proprietor_status = нужна регистрация ИП
reason-has-company_status = открыта своя компания
reason-needs-company_status = нужна своя компания
reason-has-ngo_status = зарегистрирована НКО
reason-needs-ngo_status = нужна зарегистрированная НКО
reason-has-social_enterprise_status = есть статус социального предприятия
reason-needs-social_enterprise_status = нужен статус социального предприятия
reason-has-job_seeker_registration = стоишь на учёте в центре занятости
reason-needs-job_seeker_registration = нужно встать на учёт в центре занятости
reason-has-target_contract = есть договор о целевом обучении
reason-needs-target_contract = нужен договор о целевом обучении
reason-has-student_status = учишься в колледже, вузе или аспирантуре
reason-needs-student_status = нужно учиться в колледже, вузе или аспирантуре
reason-has-low_income_status = доход ниже прожиточного минимума на человека в семье
reason-needs-low_income_status = это для семей с доходом ниже прожиточного минимума на человека

## Free-text conditions: clauses of the catalogue in the second person

reason-conditions-yes = подходит: { $text }
reason-conditions-unknown = проверь: { $text }
reason-conditions-no = не подходит: есть условие «{ $text }»

## Lists

reason-either = { $first } или { $last }

## The table of `consultant eligible`

eligible-title = Меры поддержки на { $day }
eligible-measure = мера
eligible-verdict = вывод
eligible-reasons = почему
eligible-obtainable = { $reason } (это можно получить)
eligible-summary = подходит: { $yes }, проверить: { $unknown }, пока не подходит: { $no }
