// `npm run push-key`: prints a setting with a new key for push messages. Another key ends all subscriptions: browsers have to be
// asked again, by their people.
import { newVapidKey } from "../app/platform/vapid.server";

console.log(`VAPID_KEY=${newVapidKey()}`);
