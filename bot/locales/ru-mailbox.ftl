# What the mailbox says itself, without the engine.

flood-notice = Ты пишешь быстрее, чем я читаю 🙂 Подожди полминуты и напиши снова, лучше одним сообщением.
