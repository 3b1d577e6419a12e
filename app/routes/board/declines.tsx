import { endBy } from "./end-request.server";
import { endingPage } from "./ending";

export const action = endBy("decline");
export default endingPage("decline");
