import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, refuse } from "../../platform/types";
import { joinForm } from "../form";
import { coordinates } from "../policy";
import { mergeRequest } from "./merge.server";
import { isOpen, lockRequest, lockRequests } from "./move.server";

/**
 * Several open requests become one: that which was chosen covers the others. All or none, each as it was seen. Refuses:
 * `request.several` for fewer than two or none chosen, `request.unknown`, `request.moved_on`, `conflict`, and what joining refuses.
 */
export const joinSeveral = command({
  name: "request.join-several",
  input: joinForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { seen, into }) => {
    const versions = new Map(seen.map(({ id, version }) => [id, version]));
    if (versions.size < 2 || !versions.has(into)) return refuse("request.several");
    await lockRequests(tx, [...versions.keys()]);
    let code = "";
    for (const [id, version] of versions) {
      const locked = await lockRequest(tx, ctx, id, version);
      if (!locked.ok) return locked;
      if (!isOpen(locked.value.state)) return refuse("request.moved_on");
      if (id === into) code = locked.value.code;
    }
    versions.delete(into);
    for (const [id, version] of versions) {
      const joined = await mergeRequest.run(tx, ctx, { id, version, code });
      if (!joined.ok) return joined;
    }
    return done({ id: into });
  },
});
