export { AccountSettings as Component } from "../../features/settings/AccountSettings";
