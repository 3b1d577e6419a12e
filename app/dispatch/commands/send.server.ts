import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { isUuid } from "../../platform/identifiers";
import { done, type Member } from "../../platform/types";
import { coordinates } from "../../requests/policy";
import { sendForm } from "../form";
import { usualFor } from "../queries/usual.server";
import { createTask } from "./create-task.server";
import { offerTask } from "./offer.server";

/**
 * Sends people to one request or more in one press: a task of so many hours that takes who can do what it usually takes, offered to
 * them at once. Nothing of it
 * stays where one of them can't be asked. Gives the task's id. Refuses: as `task.create` and `task.offer` do.
 */
export const sendHelp = command({
  name: "task.send",
  input: sendForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { request, teamSize, hours, another, ...offer }) => {
    const { skills } = await usualFor(tx, request.filter(isUuid));
    const made = await createTask.run(tx, ctx, {
      request,
      teamSize,
      another,
      title: "",
      briefing: "",
      checklist: [],
      skills,
      district: "",
      from: ctx.now,
      to: new Date(ctx.now.getTime() + hours * 3_600_000),
    });
    if (!made.ok) return made;
    const offered = await offerTask.run(tx, ctx, { id: made.value, ...offer });
    return offered.ok ? done(made.value) : offered;
  },
});
