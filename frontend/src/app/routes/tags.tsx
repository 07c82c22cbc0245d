export { TagsView as Component } from "../../features/organising/TagsView";
