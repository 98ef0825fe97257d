import { useState } from 'react';
import { Icon } from './icon.tsx';

/** The line that makes the assets in Unreal Editor, to be copied. */
export function UnrealLine({ line }: { line: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(line).then(() => setCopied(true));
  return (
    <div className="unreal">
      <h4 id="unreal">In Unreal Editor, in the Output Log</h4>
      <div>
        <input readOnly value={line} aria-labelledby="unreal" onFocus={({ target }) => target.select()} />
        {/* browsers copy for pages of this machine or with https alone */}
        {window.isSecureContext && (
          <button type="button" onClick={copy}>
            <Icon name="copy" /> {copied ? 'Copied' : 'Copy'}
          </button>
        )}
      </div>
    </div>
  );
}
