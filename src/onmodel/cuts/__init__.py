"""A cut: what leaves the house, such as contact sheet, PDF board and animatic.

Made from the circled takes; nothing here changes the board.
"""
