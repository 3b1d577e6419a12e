import { asc, eq } from "drizzle-orm";
import { pushDevice } from "../../../drizzle/schema/push";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";

/** The browsers that take somebody's messages, the oldest first; each knows itself by its hash. */
export const readOwnDevices = ({ db, actor }: Ctx<Member>) =>
  db
    .select({
      id: pushDevice.id,
      hash: pushDevice.endpointHash,
      name: pushDevice.name,
      createdAt: pushDevice.createdAt,
      lastUsedAt: pushDevice.lastUsedAt,
    })
    .from(pushDevice)
    .where(eq(pushDevice.personId, actor.personId))
    .orderBy(asc(pushDevice.createdAt), asc(pushDevice.id));
