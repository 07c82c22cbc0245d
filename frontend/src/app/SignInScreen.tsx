import { text } from "../ui/text";
import { Brand } from "./shell/Brand";
import { SignInForm } from "./SignInForm";

export function SignInScreen() {
  return (
    <main className="grid min-h-full place-items-center px-5 py-10">
      <div className="w-full max-w-[340px]">
        <Brand />
        <h1 className="mt-7 text-xl font-semibold tracking-[-0.015em]">{text.shell.signIn.title}</h1>
        <p className="mt-1 mb-6 text-ink-2">{text.shell.signIn.lead}</p>
        <SignInForm />
      </div>
    </main>
  );
}
