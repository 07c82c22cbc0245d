export { NamespaceSettings as Component } from "../../features/settings/NamespaceSettings";
