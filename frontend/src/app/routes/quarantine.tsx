export { QuarantineView as Component } from "../../features/quarantine/QuarantineView";
