// What browsers have and node 20 lacks.
import WebSocket from "ws";

globalThis.WebSocket ??= WebSocket;

Promise.withResolvers ??= function () {
    let resolve, reject;
    const promise = new Promise((well, badly) => {
        resolve = well;
        reject = badly;
    });
    return { promise, resolve, reject };
};

Set.prototype.difference ??= function (other) {
    return new Set([...this].filter((each) => !other.has(each)));
};
Set.prototype.union ??= function (other) {
    return new Set([...this, ...other]);
};
Set.prototype.intersection ??= function (other) {
    return new Set([...this].filter((each) => other.has(each)));
};
