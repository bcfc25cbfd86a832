# How-to articles (skills/articles.py) and questions that nothing answers.

article-measures = Что с этим поможет:
article-sources = Откуда это и когда проверено:
article-read = { $month } { $year }
article-none = Проверенного ответа на это у меня нет, а выдумывать не хочу. Спроси другими словами, посмотри, что сейчас открыто, или позови человека.
article-none-passed-on = Проверенного ответа на это у меня нет, а выдумывать не хочу. Тему вопроса увидят сотрудники, без имени и без твоих данных. А пока можно спросить другими словами, посмотреть, что сейчас открыто, или позвать человека.
article-meanwhile = А мой вопрос ещё ждёт: просто ответь на него.
article-gone = Этой подсказки больше нет. Спроси ещё раз своими словами.
article-useful-thanks = Здорово, что пригодилось!
article-useless-thanks = Значит, мимо. Спасибо за честный ответ, он поможет отвечать точнее. Попробуй спросить другими словами или позови человека.

button-article-more = Подробнее
button-article-read = Читать: { $title }
button-article-resume = К вопросам
button-article-useful = Полезно
button-article-useless = Не то

# For staff
staff-count-question = Вопросы без ответа: { $count }
staff-line-question = Вопрос без ответа
staff-item-question = **Вопрос без ответа**
staff-item-question-how = Остались только слова из наших записей, в начальной форме: кто спросил, не видно. Если такое спрашивают часто, пора написать об этом короткую статью.
staff-log-closed-question = закрыт вопрос без ответа
