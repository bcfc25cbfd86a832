# Разговор в терминале
console-prompt = ›
console-hello = Пиши своими словами. Номер в скобках нажимает кнопку. Закончить: «выход» или Ctrl-D.
console-bye = Пока! Возвращайся, когда захочешь.
console-leave-words = выход, выйти, exit, quit
