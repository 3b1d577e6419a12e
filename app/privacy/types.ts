/** What can be made to say nothing of anybody. */
export const ERASABLE = ["request", "offer", "person"] as const;
export type Erasable = (typeof ERASABLE)[number];

/** Why it was: its person asked, an administrator did it for them, its time was over. */
export const ERASED_WHY = ["asked", "on_behalf", "time"] as const;

/** On what grounds an administrator forgets somebody. */
export const BEHALF = ["in_writing", "by_phone", "in_person", "authority"] as const;
export type Behalf = (typeof BEHALF)[number];

/** What keeps something from being forgotten yet. */
export const BOUND = [
  "help_under_way",
  "still_lent",
  "task_accepted",
  "shift_ahead",
  "holds_thing",
  "last_administrator",
] as const;
export type BoundBy = (typeof BOUND)[number];
