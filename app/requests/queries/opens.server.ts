import { eq, or } from "drizzle-orm";
import { request } from "../../../drizzle/schema/requests";
import { hashOf } from "../link.server";

/** The request that a private link opens: the one of the page after the form, or the one in the mail. */
export const opens = (token: string) =>
  or(eq(request.tokenHash, hashOf(token)), eq(request.mailTokenHash, hashOf(token)));
