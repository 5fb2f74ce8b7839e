// Nothing to call: what is defined here takes the place of a library's.
