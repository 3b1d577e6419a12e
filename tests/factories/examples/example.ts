import type { Around } from "../../../app/platform/context.server";
import type { Db } from "../../../app/platform/database.server";
import type { World } from "../world";

/** One change that can be made: who makes it, and what they send. */
export type Example = { ctx: Around & { db: Db }; input: Record<string, unknown> };
/** For each command by its name, a change that it makes of a world of its own. */
export type Examples = Record<string, (world: World) => Promise<Example>>;
