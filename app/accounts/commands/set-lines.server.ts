import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member } from "../../platform/types";
import { linesForm } from "../form";

/** How high the lines of a coordinator's board are, wherever they sign in. */
export const setLines = command({
  name: "person.set-lines",
  input: linesForm,
  run: async (tx, ctx: Inside<Member>, { lines }) => {
    await tx
      .update(person)
      .set({ roomyLines: lines === "roomy" })
      .where(eq(person.id, ctx.actor.personId));
    return done(null);
  },
});
