import type { FormEvent } from 'react';

interface SignInProps {
  readonly refused: boolean;
  onToken(token: string): void;
}

/** Asks for the token when the address had none, or a wrong one. */
export function SignIn({ refused, onToken }: SignInProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const token = String(new FormData(event.currentTarget).get('token')).trim();
    if (token !== '') onToken(token);
  };
  return (
    <main className="sign-in">
      <h1>avatar-tracker</h1>
      {refused && <p role="alert">The service does not know this token.</p>}
      <form onSubmit={submit}>
        <label htmlFor="token">Token of the service</label>
        <input id="token" name="token" type="password" autoComplete="off" required />
        <button type="submit" className="primary">
          Open
        </button>
      </form>
      <p className="quiet">
        <code>avatar-tracker serve</code> prints an address that holds the token, and the file that it is in.
      </p>
    </main>
  );
}
