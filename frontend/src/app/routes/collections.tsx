export { CollectionsView as Component } from "../../features/organising/CollectionsView";
