"""The fuzzer: inputs that strangers could send, grown by what of the code they reach; ``make fuzz`` runs it.

A *target* is a way in (:mod:`fuzzing.targets`): it says what it starts from, and what must hold for any input. What
must hold is more than that nothing is raised; a breach is raised as :class:`fuzzing.oracles.BreachError`.
"""
