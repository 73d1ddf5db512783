/**
 * Whether a URL that the browser asked for leaves this machine. Files of webviews are answered by VS Code's service
 * worker, under an address that does not exist; and the workbench itself looks into its gallery.
 * @param {string} url
 */
export function leavesMachine(url) {
  return !(
    /^(https?|wss?):\/\/(127\.0\.0\.1|localhost)[:/]|^(data|blob|vscode-\w+):/.test(url) ||
    /^https:\/\/[^/]+\.vscode-resource\.vscode-cdn\.net\/|^https:\/\/open-vsx\.org\//.test(url)
  );
}
