export { TrashView as Component } from "../../features/library/TrashView";
