import { and, asc, eq, ne } from "drizzle-orm";
import { pushDevice } from "../../../drizzle/schema/push";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { NO_KEY } from "../rules/push";

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
    .where(and(eq(pushDevice.personId, actor.personId), ne(pushDevice.vapidKey, NO_KEY)))
    .orderBy(asc(pushDevice.createdAt), asc(pushDevice.id));
