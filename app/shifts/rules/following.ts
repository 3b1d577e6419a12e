import type { RoleWish } from "../types";

type Role = RoleWish & { id?: string };

/**
 * What a later shift of a series takes over of a change to an earlier one: only what was touched there, so that what was changed
 * for the later one alone stays.
 */
export function takeOver<Facts extends Record<string, string | number | null>>(
  before: Facts,
  wish: Facts,
  own: Facts,
): Facts {
  const taken = Object.entries(wish).map(([name, value]) => [
    name,
    value === before[name] ? own[name] : value,
  ]);
  return Object.fromEntries(taken) as Facts;
}

const isSame = (a: Role, b: Role) =>
  a.title === b.title &&
  a.capacity === b.capacity &&
  a.minimum === b.minimum &&
  a.skills.join() === b.skills.join();

/**
 * The same of its roles, which belong together by their order: a role that was not touched stays as it is there, and so does one
 * that only the later shift has. Roles that are wished without any id are those that stand, in their order.
 */
export function takeOverRoles(
  before: readonly Role[],
  wish: readonly Role[],
  own: readonly Role[],
): Role[] {
  const named = wish.some(({ id }) => id !== undefined);
  const taken = wish.flatMap((role, index): Role[] => {
    const place = named ? before.findIndex(({ id }) => id === role.id) : index;
    const [stood, mine] = [before[place], own[place]];
    if (!stood) return [{ ...role, id: undefined }];
    if (isSame(stood, role)) return mine ? [mine] : [];
    return [{ ...role, id: mine?.id }];
  });
  return [...taken, ...own.slice(before.length)];
}
