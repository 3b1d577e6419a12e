import { endBy } from "./end-request.server";
import { endingPage } from "./ending";

export const action = endBy("cancel");
export default endingPage("cancel");
