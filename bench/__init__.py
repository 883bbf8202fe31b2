"""Benches: what is fast is measured, against others, in one run. `./run bench` lists them."""
