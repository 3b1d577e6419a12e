import { hear } from "../dispatch/jobs.server";
import type { JobCtx, Jobs } from "../platform/jobs.server";
import type { LinkOrder, MailOrder } from "../platform/mail.server";
import { hear as hearOfShifts } from "../shifts/jobs.server";
import type { Post } from "./adapter.server";
import { notify } from "./commands/notify.server";
import { sendLink } from "./commands/send-link.server";
import { sendMail } from "./commands/send-mail.server";

type Parts = Parameters<typeof sendMail>[0];

export const notificationJobs = (post: Post, city: Parts["city"]): Jobs => ({
  event: async ({ id }: { id: number }, ctx: JobCtx) => {
    await hear({ id }, ctx);
    await hearOfShifts({ id }, ctx);
    await notify(ctx, id);
  },
  link: (order: LinkOrder, ctx: JobCtx) => sendLink({ ...ctx, city, post }, order),
  mail: (order: MailOrder, ctx: JobCtx) => sendMail({ ...ctx, city, post }, order),
});
