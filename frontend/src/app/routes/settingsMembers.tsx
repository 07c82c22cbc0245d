export { MembersSettings as Component } from "../../features/settings/MembersSettings";
