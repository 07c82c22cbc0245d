export { KeysSettings as Component } from "../../features/settings/KeysSettings";
