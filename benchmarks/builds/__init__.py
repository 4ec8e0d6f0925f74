"""The speed of builds: the same acts as the input of every engine, and what each takes to build them."""
