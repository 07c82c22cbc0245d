import { hashFile } from "./sha256";

interface Question {
  key: number;
  file: Blob;
}

self.addEventListener("message", (event: MessageEvent<Question>) => {
  const { key, file } = event.data;
  hashFile(file).then(
    (hash) => self.postMessage({ key, hash }),
    () => self.postMessage({ key, hash: null }),
  );
});
