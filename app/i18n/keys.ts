import type account from "./en/account.json";
import type admin from "./en/admin.json";
import type board from "./en/board.json";
import type common from "./en/common.json";
import type help from "./en/help.json";
import type mail from "./en/mail.json";
import type privacy from "./en/privacy.json";
import type publicPages from "./en/public.json";
import type refusal from "./en/refusal.json";
import type resources from "./en/resources.json";
import type security from "./en/security.json";
import type shifts from "./en/shifts.json";
import type tasks from "./en/tasks.json";
import type track from "./en/track.json";

type Plural = "zero" | "one" | "two" | "few" | "many" | "other";
type Singular<Name extends string> = Name extends `${infer Stem}_${Plural}` ? Stem : Name;

type Paths<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends string
    ? Singular<Name>
    : `${Name}.${Paths<Tree[Name]>}`;
}[keyof Tree & string];

/** Every text there is, as `namespace:path.to.key`: a key that English lacks does not compile. */
export type Key =
  | `common:${Paths<typeof common>}`
  | `account:${Paths<typeof account>}`
  | `admin:${Paths<typeof admin>}`
  | `board:${Paths<typeof board>}`
  | `help:${Paths<typeof help>}`
  | `mail:${Paths<typeof mail>}`
  | `privacy:${Paths<typeof privacy>}`
  | `public:${Paths<typeof publicPages>}`
  | `refusal:${Paths<typeof refusal>}`
  | `resources:${Paths<typeof resources>}`
  | `security:${Paths<typeof security>}`
  | `shifts:${Paths<typeof shifts>}`
  | `tasks:${Paths<typeof tasks>}`
  | `track:${Paths<typeof track>}`;
