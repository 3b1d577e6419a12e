import enAccount from "./en/account.json";
import enAdmin from "./en/admin.json";
import enBoard from "./en/board.json";
import enCommon from "./en/common.json";
import enHelp from "./en/help.json";
import enMail from "./en/mail.json";
import enPrivacy from "./en/privacy.json";
import enPublic from "./en/public.json";
import enRefusal from "./en/refusal.json";
import enResources from "./en/resources.json";
import enSecurity from "./en/security.json";
import enShifts from "./en/shifts.json";
import enTasks from "./en/tasks.json";
import enTrack from "./en/track.json";
import etAccount from "./et/account.json";
import etAdmin from "./et/admin.json";
import etBoard from "./et/board.json";
import etCommon from "./et/common.json";
import etHelp from "./et/help.json";
import etMail from "./et/mail.json";
import etPrivacy from "./et/privacy.json";
import etPublic from "./et/public.json";
import etRefusal from "./et/refusal.json";
import etResources from "./et/resources.json";
import etSecurity from "./et/security.json";
import etShifts from "./et/shifts.json";
import etTasks from "./et/tasks.json";
import etTrack from "./et/track.json";
import ruAccount from "./ru/account.json";
import ruAdmin from "./ru/admin.json";
import ruBoard from "./ru/board.json";
import ruCommon from "./ru/common.json";
import ruHelp from "./ru/help.json";
import ruMail from "./ru/mail.json";
import ruPrivacy from "./ru/privacy.json";
import ruPublic from "./ru/public.json";
import ruRefusal from "./ru/refusal.json";
import ruResources from "./ru/resources.json";
import ruSecurity from "./ru/security.json";
import ruShifts from "./ru/shifts.json";
import ruTasks from "./ru/tasks.json";
import ruTrack from "./ru/track.json";
import ukAccount from "./uk/account.json";
import ukAdmin from "./uk/admin.json";
import ukBoard from "./uk/board.json";
import ukCommon from "./uk/common.json";
import ukHelp from "./uk/help.json";
import ukMail from "./uk/mail.json";
import ukPrivacy from "./uk/privacy.json";
import ukPublic from "./uk/public.json";
import ukRefusal from "./uk/refusal.json";
import ukResources from "./uk/resources.json";
import ukSecurity from "./uk/security.json";
import ukShifts from "./uk/shifts.json";
import ukTasks from "./uk/tasks.json";
import ukTrack from "./uk/track.json";

/** Every text of the product, by language and namespace; a namespace is added here and in `keys.ts`. */
export const catalogues = {
  et: {
    account: etAccount,
    admin: etAdmin,
    board: etBoard,
    common: etCommon,
    help: etHelp,
    mail: etMail,
    privacy: etPrivacy,
    public: etPublic,
    refusal: etRefusal,
    resources: etResources,
    security: etSecurity,
    shifts: etShifts,
    tasks: etTasks,
    track: etTrack,
  },
  uk: {
    account: ukAccount,
    admin: ukAdmin,
    board: ukBoard,
    common: ukCommon,
    help: ukHelp,
    mail: ukMail,
    privacy: ukPrivacy,
    public: ukPublic,
    refusal: ukRefusal,
    resources: ukResources,
    security: ukSecurity,
    shifts: ukShifts,
    tasks: ukTasks,
    track: ukTrack,
  },
  en: {
    account: enAccount,
    admin: enAdmin,
    board: enBoard,
    common: enCommon,
    help: enHelp,
    mail: enMail,
    privacy: enPrivacy,
    public: enPublic,
    refusal: enRefusal,
    resources: enResources,
    security: enSecurity,
    shifts: enShifts,
    tasks: enTasks,
    track: enTrack,
  },
  ru: {
    account: ruAccount,
    admin: ruAdmin,
    board: ruBoard,
    common: ruCommon,
    help: ruHelp,
    mail: ruMail,
    privacy: ruPrivacy,
    public: ruPublic,
    refusal: ruRefusal,
    resources: ruResources,
    security: ruSecurity,
    shifts: ruShifts,
    tasks: ruTasks,
    track: ruTrack,
  },
};
