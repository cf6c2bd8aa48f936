"""Models elsewhere, asked with care: masked, budgeted, timed, logged; `local` is always last."""
