"""What leaves the house: contact sheet, PDF boards and animatic, made from a Board value and nothing else."""
