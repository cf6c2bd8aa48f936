select; -- Files of leads: looked at, checked, brought in, taken back.
