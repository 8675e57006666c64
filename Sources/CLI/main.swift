print("amends")
