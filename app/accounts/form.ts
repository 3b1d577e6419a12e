import { z } from "zod";
import { emailAddress, emailOrNone } from "../platform/email";
import { LOCALES } from "../platform/types";
import { GRACE_DAYS } from "./rules/assurance";
import { LONGEST_PASSWORD } from "./rules/password";
import { SKILLS, VEHICLES } from "./types";

/** A message is the code of its text, `account:error.<code>`. */
const name = z.string().trim().min(1, "name").max(120, "long");
const phone = z
  .string()
  .trim()
  .max(40, "phone")
  .refine((value) => value === "" || value.replace(/\D/g, "").length >= 5, "phone");
/** Judged by `passwordFault`, which has to know whose it is. */
const newPassword = z.string().min(1, "password_short").max(LONGEST_PASSWORD, "password_long");
const version = z.coerce.number().int().positive();

const ticked = z
  .literal("yes")
  .optional()
  .transform((value) => value === "yes");

const reachable = (form: { email: string; phone: string }, context: z.RefinementCtx) => {
  if (!form.email && !form.phone)
    context.addIssue({ code: "custom", path: ["email"], message: "reach" });
};

export const signUpForm = z
  .object({
    name,
    email: emailOrNone,
    phone,
    password: newPassword,
    district: z.string().max(60).default(""),
  })
  .superRefine(reachable);
export type SignUpForm = z.infer<typeof signUpForm>;

export const signInForm = z.object({
  login: z.string().trim().min(1, "login").max(254, "login"),
  password: z.string().min(1, "password").max(LONGEST_PASSWORD, "password"),
});

export const codeForm = z.object({
  phone: z
    .string()
    .trim()
    .min(5, "phone")
    .max(40, "phone")
    .regex(/^[+\d\s().-]+$/, "phone"),
  code: z
    .string()
    .transform((value) => value.replace(/[\s-]/g, ""))
    .refine((value) => /^\d{8}$/.test(value), "code"),
});

export const resetRequestForm = z.object({ email: emailAddress });
export const newPasswordForm = z.object({ password: newPassword });
export const changePasswordForm = z.object({
  current: z.string().min(1, "password").max(LONGEST_PASSWORD, "password"),
  password: newPassword,
});

export const contactForm = z
  .object({ name, email: emailOrNone, phone, locale: z.enum(LOCALES), version })
  .superRefine(reachable);
export type ContactForm = z.infer<typeof contactForm>;

const degrees = (limit: number) =>
  z
    .string()
    .default("")
    .transform((value) => (value.trim() === "" ? null : Number(value)))
    .transform((value) => (value !== null && Math.abs(value) <= limit ? value : null));

export const SPOKEN = ["et", "uk", "en", "ru", "pl", "fi", "lv", "lt", "de", "ro"] as const;

export const profileForm = z.object({
  skills: z.array(z.enum(SKILLS)),
  languages: z.array(z.enum(SPOKEN)),
  vehicle: z.enum(VEHICLES),
  district: z.string().max(60).default(""),
  lat: degrees(90),
  lon: degrees(180),
  radius: z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, "radius")
    .transform(Number)
    .refine((value) => value >= 1 && value <= 100, "radius"),
  when: z.array(z.string().max(20)).max(28),
  note: z.string().trim().max(500, "long").default(""),
  version,
});
export type ProfileForm = z.infer<typeof profileForm>;

export const invitationForm = z
  .object({
    name,
    email: emailAddress,
    locale: z.enum(LOCALES),
    districts: z.array(z.string().max(60)),
    administrator: ticked,
  })
  .superRefine((form, context) => {
    if (form.districts.length === 0 && !form.administrator)
      context.addIssue({ code: "custom", path: ["districts"], message: "reach_of" });
  });
export type InvitationForm = z.infer<typeof invitationForm>;

export const reachForm = z.object({ districts: z.array(z.string().max(60)), version });

/** What an account shows its owner; digits may be written in groups, and the command judges them. */
const shown = z
  .string()
  .max(40)
  .default("")
  .transform((value) => value.replace(/[\s-]/g, ""));
export const standingForm = z.object({
  standing: z.enum(["verified", "suspended"]),
  code: shown,
  seen: ticked,
  version,
});
export const phoneForm = z.object({ code: shown, seen: ticked, version });

/** The name of a passkey or app, by which its owner knows it again. */
const factorName = z.string().trim().max(60, "long").default("");
export const factorNameForm = z.object({ name: z.string().trim().min(1, "name").max(60, "long") });
export const totpForm = z.object({
  name: factorName,
  sealed: z.string().max(400),
  code: z.string().max(60),
});
export const passkeyForm = z.object({ name: factorName, response: z.string().max(20_000) });

const base64url = z.string().regex(/^[\w-]{1,8000}$/);

/** What a browser sends of a passkey, as JSON; the library judges what is in it. */
export const passkeyResponse = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "json" });
      return z.NEVER;
    }
  })
  .pipe(
    z.looseObject({
      id: base64url,
      rawId: base64url,
      type: z.literal("public-key"),
      response: z.looseObject({ clientDataJSON: base64url }),
      clientExtensionResults: z.looseObject({}).default({}),
    }),
  );

export const graceForm = z.object({
  days: z
    .string()
    .trim()
    .regex(/^\d{1,2}$/, "days")
    .transform(Number)
    .refine((days) => days >= GRACE_DAYS.least && days <= GRACE_DAYS.most, "days"),
  version,
});
