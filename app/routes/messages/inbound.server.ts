import { Router } from "express";
import { returnsOf } from "../../messages/channels/all.server";
import type { Env } from "../../platform/env.server";
import type { Inbound } from "./door.server";
import { inboundBounces } from "./inbound-bounces.server";
import { inboundSms } from "./inbound-sms.server";

/** Where gateways and mail servers bring what they have, as the settings let them. */
export const inbound = ({ env, ...around }: Inbound & { env: Env }): Router =>
  Router().use(
    inboundSms({ ...around, secret: env.SMS_SECRET }),
    inboundBounces({ ...around, returns: returnsOf(env) }),
  );
