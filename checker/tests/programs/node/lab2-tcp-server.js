'use strict';
const { answer, serveOneAtATime, upperCase } = require('./common');

serveOneAtATime((socket) => answer(socket, upperCase));
