import { translator } from "../../i18n/translate";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member } from "../../platform/types";
import { boardNoteForm, endingForm, versionForm } from "../form";
import { coordinates } from "../policy";
import { lockRequest, moveRequest } from "./move.server";
import { writeNote } from "./note.server";

const STEPS = {
  decline: { to: "declined", type: "request.declined" },
  cancel: { to: "cancelled", type: "request.cancelled" },
  close: { to: "closed", type: "request.closed" },
} as const;

/**
 * A coordinator ends a request for a reason that its resident can read, with a word of their own if they like.
 * Refuses: `request.unknown`, `request.moved_on`, `conflict`.
 */
export const endRequest = command({
  name: "request.end",
  input: endingForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, how, version, reason, word }) => {
    const locked = await lockRequest(tx, ctx, id, version);
    if (!locked.ok) return locked;
    const set = { closingReason: reason };
    const moved = await moveRequest(tx, ctx, locked.value, { ...STEPS[how], reason, set });
    if (moved.ok && word) await writeNote(tx, ctx, locked.value, word, { resident: true });
    return moved;
  },
});

/** Opens an ended request again. Refuses: `request.unknown`, `request.moved_on`, `conflict`. */
export const reopenRequest = command({
  name: "request.reopen",
  input: versionForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, version }) => {
    const locked = await lockRequest(tx, ctx, id, version);
    if (!locked.ok) return locked;
    return moveRequest(tx, ctx, locked.value, {
      to: "triaged",
      type: "request.reopened",
      set: { closingReason: null, triagedAt: locked.value.triagedAt ?? ctx.now, dueAt: ctx.now },
    });
  },
});

/** A coordinator's note, for the resident too or for coordinators alone; a phrase is said in the resident's language. Refuses: `request.unknown`. */
export const addNote = command({
  name: "request.note",
  input: boardNoteForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { id, note, phrase, forResident, forTeam }) => {
    const locked = await lockRequest(tx, ctx, id);
    if (!locked.ok) return locked;
    const said = phrase && translator(locked.value.locale)(`sms:phrase.${phrase}`);
    const words = [said, note].filter(Boolean).join("\n");
    const readers = { resident: forResident || phrase !== "", team: forTeam };
    await writeNote(tx, ctx, locked.value, words, readers);
    return done(null);
  },
});
