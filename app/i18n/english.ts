/**
 * The namespaces of the texts, each a file in the folder of every language. English stands for all: its texts are the ones that may
 * not be missing, and say which keys there are.
 */
export { default as account } from "./en/account.json";
export { default as admin } from "./en/admin.json";
export { default as board } from "./en/board.json";
export { default as common } from "./en/common.json";
export { default as data } from "./en/data.json";
export { default as duty } from "./en/duty.json";
export { default as help } from "./en/help.json";
export { default as mail } from "./en/mail.json";
export { default as messages } from "./en/messages.json";
export { default as overview } from "./en/overview.json";
export { default as panes } from "./en/panes.json";
export { default as plan } from "./en/plan.json";
export { default as privacy } from "./en/privacy.json";
export { default as public } from "./en/public.json";
export { default as refusal } from "./en/refusal.json";
export { default as resources } from "./en/resources.json";
export { default as security } from "./en/security.json";
export { default as shifts } from "./en/shifts.json";
export { default as sms } from "./en/sms.json";
export { default as tasks } from "./en/tasks.json";
export { default as track } from "./en/track.json";
